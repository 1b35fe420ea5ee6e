// All that a page needs whose site knows its user: the portal asks for a token when it needs one.
const portal = document.querySelector('cp-portal')
await customElements.whenDefined('cp-portal')
portal.identify(async () => (await fetch(`/signed-in/token${location.search}`)).text())
