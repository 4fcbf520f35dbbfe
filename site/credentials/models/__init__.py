from .badge import Badge, BadgeFile, BadgeForm, BadgePrint
from .certificate import Certificate
from .certificate_file import CertificateFile
from .certificate_holder import CertificateHolder
from .certificate_settings import CertificateSettings
from .issuer_key import IssuerKey
from .ledger import HandOver, LedgerLine, RegisterMember
from .register import Accreditation, Register
from .status_list import StatusEntry, StatusList

__all__ = [
    "Accreditation",
    "Badge",
    "BadgeFile",
    "BadgeForm",
    "BadgePrint",
    "Certificate",
    "CertificateFile",
    "CertificateHolder",
    "CertificateSettings",
    "HandOver",
    "IssuerKey",
    "LedgerLine",
    "Register",
    "RegisterMember",
    "StatusEntry",
    "StatusList",
]
