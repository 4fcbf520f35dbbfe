from search.windows import BREATH_MS, best_windows, within


def at(*windows):
    return [(window.at_ms, window.words) for window in windows]


def test_within_is_half_open():
    assert list(within([0, 10, 20, 30], 10, 30)) == [10, 20]


def test_words_said_in_one_breath_beat_one_word_said_often():
    said = {0: [(1_000, 2), (2_000, 2), (3_000, 2), (90_000, 2)], 1: [(95_000, 1)]}
    assert at(*best_windows(said, 3)) == [(90_000, 2)]


def test_windows_come_in_order_and_never_inside_one_another():
    said = {0: [(ms, 2) for ms in (0, 1_000, 2_000, 40_000, 80_000, 81_000, 200_000)]}
    assert at(*best_windows(said, 3)) == [(0, 1), (40_000, 1), (80_000, 1)]


def test_a_breath_is_half_open_too():
    said = {0: [(0, 2)], 1: [(BREATH_MS, 2)]}
    assert at(*best_windows(said, 3)) == [(0, 1), (BREATH_MS, 1)]


def test_nothing_said_is_no_window():
    assert best_windows({}, 3) == []
    assert best_windows({0: []}, 3) == []
