"""The digital signature on a certificate's document: PAdES, invisible, in the tag tree.

The seal is a key with its certificate, in PEM files named in the settings (an organisation's own
seal). Where none is named the site makes one for itself, once: that proves that the document is
unchanged since this site made it, not who stands behind the site. Where the settings name a time
stamping service (RFC 3161), it also says when (PAdES B-T).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

from core.clock import now

FIELD = "Seal"


class _MetadataStays(IncrementalPdfFileWriter):
    """Leaves the metadata as Typst wrote and checked it; pyHanko would write the whole anew."""

    def _update_meta(self) -> None:
        pass


def sign(pdf: bytes, *, description: str) -> bytes:
    """The same document with the seal on it; `description` is what a screen reader says of it."""
    writer = _MetadataStays(BytesIO(pdf))
    append_signature_field(
        writer, SigFieldSpec(FIELD, on_page=0, box=None, readable_field_name=description)
    )
    _put_in_tag_tree(writer, description)
    signer = PdfSigner(
        PdfSignatureMetadata(FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES),
        signer=_signer(),
        timestamper=_timestamper(),
    )
    # pyHanko starts an event loop of its own, which a thread that already has one refuses.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(signer.sign_pdf, writer).result().getvalue()


def certificate_file() -> Path:
    """Where the seal's public certificate stands."""
    return Path(settings.CERTIFICATE_SEAL_CERTIFICATE or _own_seal())


def _signer() -> SimpleSigner:
    key = str(settings.CERTIFICATE_SEAL_KEY or _own_seal())
    return _loaded(key, str(certificate_file()), settings.CERTIFICATE_SEAL_PASSPHRASE)


@cache
def _loaded(key_file: str, cert_file: str, passphrase: str) -> SimpleSigner:
    signer = SimpleSigner.load(
        key_file=key_file,
        cert_file=cert_file,
        key_passphrase=passphrase.encode() if passphrase else None,
    )
    if signer is None:
        raise ValueError("The seal of the certificates cannot be read: see CERTIFICATE_SEAL_KEY.")
    return signer


class _Stamper(HTTPTimeStamper):
    """Has so many seconds for the whole exchange, and takes nonsense for no answer."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        try:
            return await super().async_timestamp(message_digest, md_algorithm)
        except (ValueError, TypeError) as unreadable:
            raise TimestampRequestError("The answer is no time stamp.") from unreadable


def _timestamper() -> HTTPTimeStamper | None:
    address = settings.CERTIFICATE_TIMESTAMP_URL
    return _Stamper(address, timeout=settings.CERTIFICATE_TIMESTAMP_SECONDS) if address else None


def _own_seal() -> Path:
    """The seal this site made for itself, made now if there is none. Two at once make one."""
    path = settings.DATA_DIR / "keys" / "certificate-seal.pem"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            draft.write(_new_seal())
        try:
            os.link(draft.name, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft.name)
    return path


def _new_seal() -> bytes:
    """A private key and its own certificate, valid for ten years, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hoe gaat het met u?")])
    moment = now()
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement"), False)
    usage |= dict.fromkeys(("key_cert_sign", "crl_sign", "encipher_only"), False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=3650))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, decipher_only=False, **usage
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ) + certificate.public_bytes(serialization.Encoding.PEM)


def _put_in_tag_tree(writer: IncrementalPdfFileWriter, description: str) -> None:
    """Hang the signature field in the tag tree as a Form, which PDF/UA-1 asks of every field."""
    page = writer.find_page_for_modification(0)[0].get_object()
    widget_reference = page["/Annots"].raw_get(-1)
    widget = widget_reference.get_object()
    tree = writer.root["/StructTreeRoot"]
    document_reference = tree["/K"].raw_get(0)
    form = generic.DictionaryObject()
    form[pdf_name("/Type")] = pdf_name("/StructElem")
    form[pdf_name("/S")] = pdf_name("/Form")
    form[pdf_name("/P")] = document_reference
    form[pdf_name("/Alt")] = generic.TextStringObject(description)
    form[pdf_name("/K")] = _reference_to_object(widget_reference)
    form_reference = writer.add_object(form)
    number = tree["/ParentTreeNextKey"]
    document_reference.get_object()["/K"].append(form_reference)
    tree["/ParentTree"]["/Nums"].extend([number, form_reference])
    tree[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
    widget[pdf_name("/StructParent")] = number
    for changed in (tree, document_reference.get_object(), widget):
        writer.update_container(changed)


def _reference_to_object(reference: generic.IndirectObject) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): reference}
    )
