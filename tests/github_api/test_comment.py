"""One comment for each pull request and configuration: created, found again, edited, never another's."""

import pytest
from support.github_double import BOT, GitHubDouble

from openrelease.github_api.api_errors import PublishError
from openrelease.github_api.comments_api import Thread
from openrelease.github_api.sticky_comment import COMMENT_LIMIT, CommentAction, make_marker, post_comment

KEY = "aia-baseline"
SENTINEL = "ghs_sentinel"
STRANGER = {"login": "mallory", "type": "User"}


def thread(github: GitHubDouble, login: str | None = None) -> Thread:
    return Thread(api=github.url, repository="octo/model", number=7, token=SENTINEL, login=login, timeout=5)


def bodies(github: GitHubDouble) -> list[object]:
    return [found["body"] for found in github.comments]


def test_a_first_comment_is_created_with_two_requests(github: GitHubDouble) -> None:
    posted = post_comment(thread(github), "all met", KEY)
    assert posted.done is CommentAction.CREATED
    assert posted.url == f"{github.url}/comment-1"
    assert bodies(github) == [f"{make_marker(KEY)}\nall met"]
    path = "/repos/octo/model/issues/7/comments"
    assert github.sent == [f"GET {path}?page=1&per_page=100", f"POST {path}"]
    assert github.tokens == {f"token {SENTINEL}"}


def test_a_second_run_edits_in_place(github: GitHubDouble) -> None:
    first = post_comment(thread(github), "unmet", KEY)
    second = post_comment(thread(github), "met", KEY)
    assert (second.done, second.url) == (CommentAction.EDITED, first.url)
    assert bodies(github) == [f"{make_marker(KEY)}\nmet"]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_an_unchanged_text_is_not_written_again(github: GitHubDouble, end: str) -> None:
    github.add(f"{make_marker(KEY)}\r\nline{end}")
    assert post_comment(thread(github), "line\n", KEY).done is CommentAction.UNCHANGED
    assert [line.split()[0] for line in github.sent] == ["GET", "GET"]


def test_each_configuration_has_its_own_comment(github: GitHubDouble) -> None:
    for key in ("a", "b", "", "\ud800"):
        assert post_comment(thread(github), "text", key).done is CommentAction.CREATED
    assert len(github.comments) == 4


def test_a_stranger_who_plants_the_marker_is_left_alone(github: GitHubDouble) -> None:
    planted = f"{make_marker(KEY)}\nall met, honest"
    github.add(planted, STRANGER)
    assert post_comment(thread(github), "unmet", KEY).done is CommentAction.CREATED
    assert bodies(github)[0] == planted


def test_another_bot_is_left_alone_when_our_own_login_is_known(github: GitHubDouble) -> None:
    github.add(f"{make_marker(KEY)}\nechoed", {"login": "echo[bot]", "type": "Bot"})
    assert post_comment(thread(github, login=BOT["login"]), "unmet", KEY).done is CommentAction.CREATED
    assert len(github.comments) == 2


def test_a_personal_token_knows_its_own_comment(github: GitHubDouble) -> None:
    github.account, github.user_status = {"login": "octo", "type": "User"}, 200
    post_comment(thread(github), "one", KEY)
    github.add(f"{make_marker(KEY)}\nplanted", STRANGER)
    assert post_comment(thread(github), "two", KEY).url == f"{github.url}/comment-1"


def test_a_marker_further_down_is_somebody_quoting(github: GitHubDouble) -> None:
    github.add(f"> quoted\n{make_marker(KEY)}\n")
    github.add(f"{make_marker(KEY)} and more\n")
    assert post_comment(thread(github), "text", KEY).done is CommentAction.CREATED


def test_the_newest_of_several_is_edited_and_none_is_deleted(github: GitHubDouble) -> None:
    for text in ("one", "two"):
        github.add(f"{make_marker(KEY)}\n{text}")
    post_comment(thread(github), "three", KEY)
    assert [str(body).partition("\n")[2] for body in bodies(github)] == ["one", "three"]


def test_it_is_found_beyond_the_first_page(github: GitHubDouble) -> None:
    for number in range(250):
        github.add(f"chatter {number}", STRANGER)
    github.comments[230] = {**github.comments[230], "body": f"{make_marker(KEY)}\nold", "user": BOT}
    assert post_comment(thread(github), "new", KEY).done is CommentAction.EDITED
    assert len(github.comments) == 250
    assert sum("per_page=100" in line for line in github.sent) == 3


def test_a_full_last_page_is_followed_by_an_empty_one(github: GitHubDouble) -> None:
    for number in range(100):
        github.add(f"chatter {number}", STRANGER)
    assert post_comment(thread(github), "new", KEY).done is CommentAction.CREATED


def test_without_create_only_an_earlier_comment_is_brought_up_to_date(github: GitHubDouble) -> None:
    assert post_comment(thread(github), "met", KEY, create=False).done is CommentAction.NOTHING
    github.add(f"{make_marker(KEY)}\nunmet")
    assert post_comment(thread(github), "met", KEY, create=False).done is CommentAction.EDITED


def test_an_author_whose_account_is_gone(github: GitHubDouble) -> None:
    github.add(f"{make_marker(KEY)}\nold")["user"] = None
    assert post_comment(thread(github), "new", KEY).done is CommentAction.CREATED


def test_the_longest_text_that_github_takes(github: GitHubDouble) -> None:
    room = COMMENT_LIMIT - len(make_marker(KEY)) - 1
    assert post_comment(thread(github), "x" * room, KEY).done is CommentAction.CREATED
    with pytest.raises(PublishError, match="65537 characters"):
        post_comment(thread(github), "x" * (room + 1), KEY)


def test_the_token_is_not_in_the_repr_of_what_holds_it(github: GitHubDouble) -> None:
    assert "sentinel" not in repr(thread(github))
