import pytest

from credentials.queries import certificates_of
from tests.factories.accounts import SubjectFactory
from tests.factories.credentials import CertificateFactory, CertificateHolderFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_certificates_of_a_person_come_in_one_query(count, django_assert_num_queries):
    subject = SubjectFactory()
    for _ in range(count):
        CertificateHolderFactory(certificate__subject=subject)
    CertificateFactory()
    with django_assert_num_queries(1):
        found = certificates_of(subject.pk)
        assert len(found) == count
        assert {each.holder.name for each in found} == {"Zoë Öztürk"}
