"""Mail domains where everyone can have an address, those in use in Belgium first."""

PUBLIC_MAIL_DOMAINS = frozenset(
    """
    telenet.be skynet.be proximus.be scarlet.be voo.be belgacom.net pandora.be edpnet.be base.be orange.be
    gmail.com googlemail.com hotmail.com hotmail.be hotmail.fr hotmail.nl outlook.com outlook.be outlook.fr
    live.com live.be live.nl live.fr msn.com yahoo.com yahoo.fr yahoo.co.uk ymail.com icloud.com me.com
    mac.com aol.com gmx.com gmx.net gmx.de gmx.fr web.de mail.com proton.me protonmail.com pm.me tutanota.com
    tuta.io zoho.com yandex.com mail.ru laposte.net orange.fr free.fr sfr.fr ziggo.nl kpnmail.nl planet.nl
    xs4all.nl hetnet.nl
    """.split()
)
