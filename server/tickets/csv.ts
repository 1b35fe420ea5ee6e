/** What a spreadsheet takes for the beginning of a formula, full-width forms too. */
const formula = '=+\\-@\\uFF0B\\uFF0D\\uFF1D\\uFF20'
const isFormula = new RegExp(`^[${formula}\\t\\r\\n]`)
/** Where the list separator is a semicolon, spreadsheets begin a cell behind one, quoted or not. */
const innerFormula = new RegExp(`([;\\t]["\\s]*)(?=[${formula}])`, 'g')

/** A cell of a CSV file (RFC 4180). Text that a spreadsheet would calculate gets an apostrophe before it; numbers are numbers. */
export function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const harmless = (isFormula.test(value) ? `'${value}` : value).replaceAll(innerFormula, "$1'")
  return /[",;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A line of a CSV file. */
export function csvLine(values: readonly (string | number)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}
