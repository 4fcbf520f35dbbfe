from .certificate import Certificate
from .certificate_file import CertificateFile
from .certificate_holder import CertificateHolder
from .certificate_settings import CertificateSettings

__all__ = ["Certificate", "CertificateFile", "CertificateHolder", "CertificateSettings"]
