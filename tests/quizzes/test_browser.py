"""An attempt in a real browser: by keyboard, without scripts, on a bad line, in two windows."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from core.clock import now
from quizzes.models import Answer, Attempt
from quizzes.screens import field_name
from quizzes.services import save_answer, submit_attempt
from quizzes.types import TYPES
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory, begin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL_TYPES = list(TYPES)


@pytest.fixture
def sign_in(live_server):
    """Give the page's profile the session of this person."""

    def give(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return give


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def open_attempt(new_page, learner, sign_in):
    """A page on a fresh attempt with these types of questions."""

    def open_it(*types, page=None, rules=None, **options):
        attempt = begin(QuizFactory(types=types, **(rules or {})), subject=learner.subject)
        page = page or new_page(**options)
        sign_in(page, learner)
        page.goto(f"/toets/{attempt.public_id}/")
        return page, attempt

    return open_it


def question(page, position=1):
    return page.locator(f"[data-question='{position}']")


def saved(page, position=1):
    """Wait until the page says that this question is saved."""
    page.locator(f"[data-question='{position}'] [data-state=saved]").wait_for()


def state(page, wanted, position=1):
    page.locator(f"[data-question='{position}'] [data-state={wanted}]").wait_for()


def choose(page, choice, position=1):
    question(page, position).locator(f"input[value='{choice}']").check()


def responses():
    return list(Answer.objects.order_by("sequence").values_list("response", flat=True))


def tab_to(page, selector):
    """Press Tab until the focus is where `selector` says."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


# --- by keyboard alone ----------------------------------------------------------------------------


def press_choice(page, attempt):
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    order = attempt.questions.get().order
    for _ in range(order.index("b")):
        page.keyboard.press("ArrowDown")


def press_choices(page, attempt):
    for key in attempt.questions.get().order:
        tab_to(page, f"input[value='{key}']")
        if key in ("a", "b"):
            page.keyboard.press("Space")


def press_truth(page, attempt):
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")


def press_order(page, attempt):
    """Bring every step up to its place, from the first to the last."""
    for place, key in enumerate("abcd"):
        steps = page.locator("[data-step]").evaluate_all(
            "steps => steps.map(step => step.dataset.step)"
        )
        for _ in range(steps.index(key) - place):
            page.locator(f"[data-step={key}] [data-move=up]").focus()
            page.keyboard.press("Enter")


def press_pairs(page, attempt):
    texts = {"1": "one", "2": "two", "3": "three"}
    for left, text in texts.items():
        tab_to(page, f"[data-left='{left}']")
        page.keyboard.type(text)


def press_words(page, attempt):
    tab_to(page, "input[type=text]")
    page.keyboard.type("veilig huis")


def press_number(page, attempt):
    tab_to(page, "input[type=text]")
    page.keyboard.type("12,5")


def press_gaps(page, attempt):
    tab_to(page, "input[data-gap]")
    page.keyboard.type("1712")
    tab_to(page, "select[data-gap]")
    page.keyboard.type("b")


def press_path(page, attempt):
    for choice in ("ask", "call"):
        tab_to(page, f"fieldset:has(input[value={choice}]) input[type=radio]")
        while page.locator("input[type=radio]:checked").count() == 0:
            page.keyboard.press("Space")
        while not page.locator(f"input[value={choice}]").is_checked():
            page.keyboard.press("ArrowDown")
        tab_to(page, "main fieldset button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")


def press_ratings(page, attempt):
    for item in ("ask", "call"):
        tab_to(page, f"[data-item={item}] input")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(
    ("question_type", "press"),
    [
        ("single_choice", press_choice),
        ("case", press_choice),
        ("multiple_response", press_choices),
        ("true_false", press_truth),
        ("ordering", press_order),
        ("matching", press_pairs),
        ("short_text", press_words),
        ("numeric", press_number),
        ("cloze", press_gaps),
        ("branching", press_path),
        ("likert", press_ratings),
    ],
)
def test_every_type_is_answered_and_handed_in_by_keyboard_alone(open_attempt, question_type, press):
    page, attempt = open_attempt(question_type)
    press(page, attempt)
    saved(page)
    tab_to(page, "main form footer button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.state == "submitted"
    assert attempt.score == (1 if TYPES[question_type].marked else None)
    assert "nakijken" not in page.url


def test_moved_step_keeps_the_focus_and_is_announced(open_attempt):
    page, _attempt = open_attempt("ordering")
    last = page.locator("[data-step]").last
    key = last.get_attribute("data-step")
    last.locator("[data-move=up]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-step]').dataset.step")
    assert focused == key
    assert f"Step {key}" in page.locator("[data-moves]").inner_text()


def test_order_that_looks_right_can_be_kept(open_attempt):
    page, attempt = open_attempt("ordering")
    page.locator("[data-keep-order]").click()
    saved(page)
    assert responses() == [{"order": attempt.questions.get().order}]
    assert page.locator("[data-keep-order]").is_hidden()


# --- without scripts ------------------------------------------------------------------------------


def test_every_type_is_answered_without_scripts(open_attempt):
    page, attempt = open_attempt(*ALL_TYPES, javascript=False)
    choose(page, "b")
    choose(page, "a", 2)
    choose(page, "b", 2)
    choose(page, "true", 3)
    choose(page, "b", 4)
    for place, key in enumerate("abcd", start=1):
        page.select_option(f"[name={field_name(5)}-{key}]", str(place))
    for left, text in {"1": "one", "2": "two", "3": "three"}.items():
        page.select_option(f"[name={field_name(6)}-{left}]", label=text)
    page.fill(f"[name={field_name(7)}]", "Veilig Huis")
    page.fill(f"[name={field_name(8)}]", "12.5")
    page.fill(f"[name={field_name(9)}-whom]", "1712")
    page.select_option(f"[name={field_name(9)}-then]", "b")
    for item in ("ask", "call"):
        page.check(f"[name={field_name(11)}-{item}][value='3']")
    for step in ("ask", "call"):
        choose(page, step, 10)
        question(page, 10).locator("button[name=naar]").click()
    assert page.locator("[data-state=saved]").count() == len(ALL_TYPES)
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1


# --- on a bad line --------------------------------------------------------------------------------


def test_answer_on_a_lost_line_is_kept_and_sent_when_the_line_is_back(open_attempt):
    page, _attempt = open_attempt("single_choice", *["true_false"] * 5, width=360)
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    line = page.locator("[data-quiz-line]")
    assert line.inner_text()
    assert line.evaluate("line => line.getBoundingClientRect().bottom <= innerHeight")
    assert responses() == []
    page.context.set_offline(False)
    saved(page)
    assert responses() == [{"choice": "b"}]
    assert page.evaluate("localStorage.length") == 0


def test_answer_on_a_lost_line_survives_closing_the_page(open_attempt):
    page, attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    page.close(run_before_unload=False)
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"/toets/{attempt.public_id}/")
    saved(again)
    assert again.locator("input[value=b]").is_checked()
    assert responses() == [{"choice": "b"}]


def test_handing_in_waits_for_what_was_not_sent(open_attempt):
    page, attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    page.locator("form footer button[type=submit]").first.click()
    page.locator("[data-quiz-line][data-state=lost]").wait_for()
    page.context.set_offline(False)
    saved(page)
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_lost_acknowledgement_neither_doubles_nor_loses(open_attempt):
    page, _attempt = open_attempt("single_choice")
    lost = []

    def lose_the_first_reply(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/antwoord/", lose_the_first_reply)
    choose(page, "a")
    state(page, "waiting")
    choose(page, "b")
    saved(page)
    assert lost == [200]
    assert responses() == [{"choice": "a"}, {"choice": "b"}]
    assert question(page).locator("[data-choose]").is_hidden()


def test_server_error_is_tried_again(open_attempt):
    page, _attempt = open_attempt("single_choice")
    failed = []

    def fail_once(route):
        if failed:
            return route.continue_()
        failed.append(1)
        return route.fulfill(status=502, body="Bad gateway")

    page.route("**/antwoord/", fail_once)
    choose(page, "b")
    saved(page)
    assert failed == [1]
    assert responses() == [{"choice": "b"}]


# --- an expired session ---------------------------------------------------------------------------


def test_answer_after_an_expired_session_is_sent_once_signed_in_again(
    open_attempt, learner, sign_in
):
    page, attempt = open_attempt("single_choice")
    Session.objects.all().delete()
    choose(page, "b")
    link = page.locator("[data-quiz-line] a")
    link.wait_for()
    assert link.get_attribute("href").endswith(f"/accounts/login/?next=/toets/{attempt.public_id}/")
    assert responses() == []
    sign_in(page, learner)
    page.goto(f"/toets/{attempt.public_id}/")
    saved(page)
    assert responses() == [{"choice": "b"}]


def test_answer_left_on_a_device_is_not_sent_to_another_persons_attempt(open_attempt, sign_in):
    page, attempt = open_attempt("single_choice")
    Session.objects.all().delete()
    choose(page, "b")
    page.locator("[data-quiz-line] a").wait_for()
    other = UserFactory()
    theirs = begin(attempt.quiz, subject=other.subject)
    sign_in(page, other)
    assert page.goto(f"/toets/{attempt.public_id}/").status == 404
    page.goto(f"/toets/{theirs.public_id}/")
    page.wait_for_load_state("networkidle")
    assert page.locator("input:checked").count() == 0
    assert responses() == []
    assert page.evaluate("localStorage.length") == 1


# --- two windows ----------------------------------------------------------------------------------


def two_windows(open_attempt):
    first, attempt = open_attempt("single_choice")
    second = first.context.new_page()
    second.goto(f"/toets/{attempt.public_id}/")
    choose(first, "a")
    saved(first)
    choose(second, "b")
    question(second).locator("[data-choose] button").first.wait_for()
    return second


def test_stale_window_can_go_on_with_the_newest(open_attempt):
    window = two_windows(open_attempt)
    question(window).locator("[data-choose] button").nth(0).click()
    assert window.locator("input[value=a]").is_checked()
    choose(window, "c")
    saved(window)
    assert responses() == [{"choice": "a"}, {"choice": "c"}]


def test_stale_window_can_keep_its_own(open_attempt):
    window = two_windows(open_attempt)
    question(window).locator("[data-choose] button").nth(1).click()
    saved(window)
    assert responses() == [{"choice": "a"}, {"choice": "b"}]


def test_window_of_a_submitted_attempt_says_so_and_leads_to_the_result(open_attempt):
    page, attempt = open_attempt("single_choice")
    submit_attempt(attempt=attempt, now=now())
    choose(page, "b")
    page.locator("[data-quiz-line] a").click()
    page.wait_for_url("**/resultaat/")
    assert responses() == []


# --- time -----------------------------------------------------------------------------------------


def test_end_of_the_time_hands_in_what_was_saved(open_attempt):
    page, attempt = open_attempt("single_choice", rules={"time_limit_minutes": 10})
    choose(page, "b")
    saved(page)
    Attempt.objects.update(due_at=now() + timedelta(seconds=3))
    page.reload()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("timed_out", 1)


# --- how it looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_faults_that_axe_sees_and_never_scroll_sideways(
    open_attempt, axe, width, dark, foreign_requests
):
    page, attempt = open_attempt(*ALL_TYPES, width=width, dark=dark)
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    choose(page, "a")
    saved(page)
    assert axe(page) == []
    assert page.evaluate(sideways) is False
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=2,
        expected_sequence=0,
        response={"choices": ["a", "c"]},
        received_at=now(),
    )
    page.goto(f"/toets/{attempt.public_id}/?nakijken=1")
    assert axe(page) == []
    submit_attempt(attempt=attempt, now=now())
    page.goto(f"/toets/{attempt.public_id}/resultaat/")
    assert axe(page) == []
    assert page.evaluate(sideways) is False
    assert foreign_requests == []


def test_outbox_tells_nothing_about_the_person(open_attempt, learner):
    page, _attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    kept = json.dumps(page.evaluate("({...localStorage})"))
    assert str(learner.subject_id) not in kept
    assert learner.email not in kept
    page.context.set_offline(False)
    saved(page)
