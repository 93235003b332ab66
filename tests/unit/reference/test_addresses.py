import pytest

from waymark.reference.addresses import read_address


class TestReadAddress:
    def test_reads_an_ipv4_address(self):
        read = read_address(" 192.0.2.1 ")

        assert (read.family, read.normal, read.number, read.fault) == (4, "192.0.2.1", 0xC0000201, "")

    def test_gives_an_ipv6_address_its_usual_spelling(self):
        assert read_address("2001:0DB8:0:0::0001").normal == "2001:db8::1"

    @pytest.mark.parametrize(
        ("text", "how"),
        [
            ("::ffff:192.0.2.45", "mapped"),
            ("::192.0.2.45", "compatible"),
            ("64:ff9b::192.0.2.45", "NAT64"),
            ("2002:c000:022d::1", "6to4"),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"),
        ],
    )
    def test_finds_the_ipv4_address_inside(self, text, how):
        read = read_address(text)

        assert (read.family, read.normal) == (4, "192.0.2.45")
        assert how in read.inside

    @pytest.mark.parametrize("text", ["::", "::1"])
    def test_does_not_take_unspecified_or_loopback_for_ipv4(self, text):
        assert read_address(text).family == 6

    @pytest.mark.parametrize(
        ("text", "seen"),
        [
            ("", "no address"),
            ("   ", "no address"),
            ("192.0.2.1, 192.0.2.2", "2 addresses"),
            ("192.0.2.1;192.0.2.2;2001:db8::1", "3 addresses"),
            ("from 192.0.2.1", "words"),
            ("192.0.2.1:443", "port"),
            ("[2001:db8::1]:443", "port"),
            ("[2001:db8::1]", "brackets"),
            ("192[.]0[.]2[.]1", "brackets"),
            ("fe80::1%eth0", "interface"),
            ("192.0.2.0/24", "range"),
            ("192.000.002.001", "octal"),
            ("0300.0.2.1", "octal"),
            ("192.0.2.256", "greater than 255"),
            ("3221225985", "one number"),
            ("0xC0000201", "one number"),
            ("192.0.2", "four parts"),
            ("2001:db8", "not a complete IPv6"),
            ("unknown", "a word"),
            ("１９２.0.2.1", "plain digits"),
            ("192.0.2.1\x00", "word"),
        ],
    )
    def test_says_what_it_saw_in_place_of_one_address(self, text, seen):
        read = read_address(text)

        assert (read.family, read.normal) == (0, "")
        assert seen in read.fault

    @pytest.mark.parametrize("text", ["tor", "TOR", "Tor exit node", "the tor network", "example.onion"])
    def test_knows_the_word_tor(self, text):
        assert read_address(text).is_tor_word

    @pytest.mark.parametrize("text", ["tortoise", "Torquay", "192.0.2.1", "vector"])
    def test_takes_no_other_word_for_tor(self, text):
        assert not read_address(text).is_tor_word
