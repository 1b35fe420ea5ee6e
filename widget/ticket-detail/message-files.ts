// Fetched after the ticket page: how files and markup of messages are drawn.
import '../start.ts'
import '../ui/attachment.ts'
import '../ui/message-html.ts'
