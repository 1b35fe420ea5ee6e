import { makeRouter } from '../http/router.ts'
import { invitationRoutes } from './invitation.routes.ts'
import { magicLinkRoutes } from './magic-link.routes.ts'
import { passwordResetRoutes } from './password-reset.routes.ts'
import { registrationRoutes } from './registration.routes.ts'

/** How people get in who have no session yet, by what is mailed to them; mounted below a portal. */
export const membershipRoutes = makeRouter()
membershipRoutes.route('/', passwordResetRoutes)
membershipRoutes.route('/', magicLinkRoutes)
membershipRoutes.route('/', invitationRoutes)
membershipRoutes.route('/', registrationRoutes)
