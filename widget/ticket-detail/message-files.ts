// Fetched after the ticket page: how the files of messages are drawn.
import '../start.ts'
import '../ui/attachment.ts'
