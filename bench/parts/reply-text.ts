/** A customer's answer of a usual length. */
export const replyText = `Thank you, that helped a bit. ${'It still happens in the morning, and then it is gone by noon. '.repeat(4)}`
