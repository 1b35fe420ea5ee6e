// Entry of the backend's own pages: everything else is below cp-staff-app.
import './staff/app/app.ts'
