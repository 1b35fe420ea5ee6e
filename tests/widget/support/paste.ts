/** A paste of what a clipboard holds. Firefox takes none into an event that a script makes, so it is put there afterwards. */
export function pasteOf(clipboardData: DataTransfer): ClipboardEvent {
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true })
  return event.clipboardData?.files.length === clipboardData.files.length
    ? event
    : Object.defineProperty(event, 'clipboardData', { value: clipboardData })
}
