/** Domains where anybody gets an address: none of them says where somebody works. */
const domains = new Set(
  `
gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.dk outlook.com.br outlook.jp hotmail.com hotmail.co.uk
hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.no hotmail.se hotmail.dk hotmail.nl hotmail.be hotmail.com.br hotmail.ca live.com live.co.uk
live.no live.se live.dk live.nl live.fr live.de live.it live.be live.ca live.com.au msn.com windowslive.com passport.com
yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.no yahoo.se yahoo.dk yahoo.ca yahoo.co.in yahoo.in yahoo.co.jp yahoo.com.br
yahoo.com.au yahoo.com.ar yahoo.com.mx yahoo.com.sg yahoo.com.ph yahoo.com.tr yahoo.co.id yahoo.gr yahoo.ie yahoo.pl yahoo.ro ymail.com
rocketmail.com myyahoo.com aol.com aol.co.uk aol.de aol.fr aim.com verizon.net icloud.com me.com mac.com
proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me mailbox.org posteo.de posteo.net
posteo.no posteo.eu disroot.org riseup.net hushmail.com hush.com startmail.com runbox.com runbox.no fastmail.com fastmail.fm fastmail.net
messagingengine.com zoho.com zohomail.com zohomail.eu hey.com duck.com skiff.com cock.li
gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.fr gmx.co.uk gmx.us web.de freenet.de t-online.de arcor.de mail.de email.de online.de
1und1.de kabelmail.de unity-mail.de vodafone.de o2online.de mail.com email.com usa.com post.com europe.com engineer.com consultant.com
online.no broadpark.no c2i.net frisurf.no start.no spray.no getmail.no lyse.net epost.no telia.com comhem.se bredband.net spray.se home.se
passagen.se tele2.se glocalnet.net jubii.dk ofir.dk mail.dk stofanet.dk tdcadsl.dk get2net.dk kolumbus.fi luukku.com saunalahti.fi elisanet.fi
suomi24.fi pp.inet.fi simnet.is internet.is
orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr voila.fr
libero.it virgilio.it tiscali.it alice.it tin.it fastwebnet.it email.it inwind.it iol.it
telefonica.net terra.es ono.com movistar.es sapo.pt clix.pt iol.pt mail.pt
ziggo.nl kpnmail.nl kpnplanet.nl planet.nl home.nl chello.nl xs4all.nl hetnet.nl casema.nl upcmail.nl quicknet.nl telenet.be skynet.be proximus.be
bluewin.ch hispeed.ch sunrise.ch swissonline.ch a1.net aon.at chello.at
btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com blueyonder.co.uk talktalk.net tiscali.co.uk o2.co.uk eircom.net
comcast.net sbcglobal.net att.net bellsouth.net cox.net charter.net earthlink.net optonline.net frontier.com windstream.net juno.com netzero.net
shaw.ca rogers.com sympatico.ca videotron.ca telus.net bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz
wp.pl o2.pl onet.pl op.pl interia.pl poczta.fm poczta.onet.pl tlen.pl gazeta.pl vp.pl seznam.cz email.cz centrum.cz post.cz volny.cz azet.sk
zoznam.sk freemail.hu citromail.hu abv.bg mail.bg inbox.lv inbox.lt mail.ee hot.ee
mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua meta.ua bigmir.net tut.by
qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn tom.com naver.com hanmail.net daum.net nate.com
docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp rediffmail.com sify.com in.com
uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com r7.com walla.com walla.co.il netvision.net.il
mailinator.com guerrillamail.com guerrillamail.net sharklasers.com 10minutemail.com temp-mail.org tempmail.com yopmail.com yopmail.fr
trashmail.com trashmail.de getnada.com maildrop.cc dispostable.com mintemail.com mohmal.com fakeinbox.com throwawaymail.com mailnesia.com
spamgourmet.com wegwerfmail.de byom.de emailondeck.com moakt.com simplelogin.com anonaddy.com anonaddy.me addy.io
`
    .trim()
    .split(/\s+/),
)

/** Whether anybody may have an address of this domain. @param domain Lower case, in ASCII. */
export function isFreeMail(domain: string): boolean {
  return domains.has(domain)
}
