"""Twilio's REST face, sans-IO: a request value in, a response value out; one file a resource family."""

from voicelab.rest.asking import Asker, who_asks
from voicelab.rest.face import RestFace
from voicelab.rest.message import RestRequest, RestResponse
from voicelab.rest.tenant import Tenant

__all__ = ["Asker", "RestFace", "RestRequest", "RestResponse", "Tenant", "who_asks"]
