"""Answers of a mock SMTP server."""


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        pass
