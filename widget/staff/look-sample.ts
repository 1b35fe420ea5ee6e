// Entry of the page that stands in the frames of the look's preview: the elements of customers with made-up tickets.
import './settings/look/sample/sample.ts'
