"""What a server serves in tests/rr3tracker/test_logs.py: an application that fails at some addresses."""


def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/report/"):
        raise ValueError(environ["PATH_INFO"])
    start_response("200 OK", [])
    return [b""]
