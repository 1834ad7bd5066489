"""Headers that tell the browser what a page of ours may do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# No inline script or style at all, so no nonce either; data: is for the QR code of a second factor.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

GetResponse = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # A mail that is looked at by itself has a policy of its own, with the styles in its tags.
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response

    return middleware
