"""What a dashboard shows beside zones: the platform before a sign-in, the jobs of a zone, when somebody signed in."""

from tests.administration import as_admin
from tests.people import basic, new_person, new_user, plain_zone, request_as, send
from tests.stack import Stack
from tests.waiting import until


def test_anybody_is_told_what_pages_show_before_a_sign_in(stack: Stack) -> None:
    answer = send(stack, "GET", "/1.0/system/platform")
    assert answer.status == 200
    facts = answer.response
    assert facts["site_name"] == "Zonehost"
    assert facts["register_enabled"] is True
    assert facts["name_servers"] == ["ns1.zonehost.example", "ns2.zonehost.example"]
    assert facts["password"] == {"shortest": 10, "longest": 256, "least_different": 5}
    priorities = {kind["type"]: kind["has_priority"] for kind in facts["record_types"]}
    assert (priorities["MX"], priorities["A"], priorities["RRCLONE"]) == (True, False, False)
    assert list(priorities) == as_admin(stack, "GET", "system/datavalue/validRecordTypes").response["validRecordTypes"]


def test_the_owner_of_a_zone_reads_what_its_jobs_said(stack: Stack) -> None:
    zone = stack.new_zone()
    saved = stack.api(
        "POST", f"domains/{zone}/records?wait=30", {"records": [{"name": "a", "type": "A", "content": "192.0.2.1"}]}
    )
    answer = stack.api("GET", f"domains/{zone}/jobs").response
    job, *_earlier = published = [job for job in answer["jobs"] if job["name"] == "publish_zone"]
    assert len(published) == 2
    assert (job["serial"], job["state"], job["attempt"]) == (saved.response["serial"], "finished", 1)
    assert job["request_id"] == saved.headers["X-Request-ID"]
    assert job["asked_at"] <= job["started_at"] <= job["finished_at"]
    assert any(line["text"].startswith("rendered 3 records") for line in job["log"])
    page = stack.api("GET", f"domains/{zone}/jobs?per_page=1&page=2").response
    assert page["jobs"] == [answer["jobs"][1]]
    assert page["pagination"]["total"] == answer["pagination"]["total"]


def test_readers_of_a_zone_learn_nothing_of_its_webhooks_from_its_jobs(stack: Stack) -> None:
    zone = stack.new_zone()
    hook = {"url": "https://receiver.invalid/hook", "password": ""}
    [number] = stack.api("POST", f"domains/{zone}/hooks", hook).response
    stack.add(zone, {"name": "www", "type": "A", "content": "192.0.2.1"})
    calls = f"domains/{zone}/hooks/{number}/calls"
    until(lambda: any(call["attempts"] for call in stack.api("GET", calls).response), "the webhook was called")
    assert "receiver.invalid" not in str(stack.api("GET", f"domains/{zone}/jobs?per_page=100").response)


def test_nobody_reads_the_jobs_of_another(stack: Stack) -> None:
    zone = plain_zone(stack)
    assert new_person(stack).api("GET", f"domains/{zone}/jobs").status == 400
    assert as_admin(stack, "GET", f"admin/domains/{zone}/jobs").status == 200


def test_users_read_when_and_from_where_they_signed_in(stack: Stack) -> None:
    user = new_user(stack)
    headers = basic(user.email, user.password)
    address = "2001:db8::7"
    session = request_as(stack, headers | {"X-Forwarded-For": address}, "GET", "session").response["session"]
    entries = request_as(stack, {"X-Session-ID": session}, "GET", "users/self/audit?filter[type]=session.created")
    (entry,) = entries.response["entries"]
    assert (entry["actor"], entry["through"], entry["address"]) == (user.email, "password", address)
