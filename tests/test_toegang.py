"""Coming in: passwords, linked phones, keys."""


def test_nobody_is_sent_to_the_login_form(client):
    answer = client.get("/overzicht", follow_redirects=False)
    assert answer.status_code in (303, 404)


def test_anna_logs_in(as_anna):
    assert "sessie" in as_anna.cookies


def test_bilal_links_his_phone(as_bilal):
    assert "toestel" in as_bilal.cookies
