"""Pictures of what may happen in a call: documents and webhooks as boxes, their verbs as rows, the ways between."""
