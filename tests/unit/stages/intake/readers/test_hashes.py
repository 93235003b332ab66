import pytest

from waymark.stages.intake.readers.hashes import hash_kind

PHOTODNA_BASE64 = "q0Zz" * 48


class TestHashKind:
    @pytest.mark.parametrize(
        ("digits", "kind"),
        [(32, "md5"), (40, "sha1"), (64, "sha256"), (128, "sha512"), (63, "other"), (0, "other")],
    )
    def test_goes_by_the_number_of_digits(self, digits, kind):
        assert hash_kind("", "a" * digits) == kind

    def test_does_not_believe_a_label_that_the_length_denies(self):
        assert hash_kind("SHA1", "5e" * 32) == "sha256"
        assert hash_kind("PDQ", "5e" * 20) == "sha1"

    @pytest.mark.parametrize("label", ["PDQ", "pdq", "PDQ-hash"])
    def test_tells_pdq_from_sha256_by_the_label(self, label):
        assert hash_kind(label, "5e" * 32) == "pdq"

    def test_reads_either_case_and_blanks_around_the_value(self):
        assert hash_kind("MD5", " " + "AB" * 16 + "\n") == "md5"

    @pytest.mark.parametrize("label", ["PhotoDNA", "PHOTO-DNA", "pdna"])
    def test_takes_photodna_only_where_the_label_says_so(self, label):
        assert hash_kind(label, PHOTODNA_BASE64) == "photodna"
        assert hash_kind("hash", PHOTODNA_BASE64) == "other"

    def test_takes_no_placeholder_for_photodna(self):
        assert hash_kind("PhotoDNA", "hash_value_1") == "other"

    @pytest.mark.parametrize("value", ["g" * 32, "ab " * 10 + "ab", "0x" + "a" * 30, "é" * 32, "a_" * 16])
    def test_takes_nothing_but_hexadecimal_digits(self, value):
        assert hash_kind("MD5", value) == "other"
