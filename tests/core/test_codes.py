import pytest

from core.codes import MistypedCode, new_code, read_code, spaced


def test_code_reads_back_however_it_is_typed():
    code = new_code()
    assert read_code(spaced(code).lower()) == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


def test_code_with_one_wrong_symbol_is_named_a_typing_error():
    code = new_code()
    wrong = ("A" if code[3] != "A" else "B") + code[1:]
    other = wrong if wrong[0] != code[0] else ("C" + code[1:])
    with pytest.raises(MistypedCode):
        read_code(other)


def test_codes_do_not_repeat():
    assert len({new_code() for _ in range(1000)}) == 1000
