"""<Enqueue>: the party waits in a queue. Source: Twilio's "TwiML Voice: Enqueue"."""

from __future__ import annotations

from voicelab.twiml.document import Element
from voicelab.verbs.plans import Continue, EnqueuePlan, GoTo, HungUp, Outcome
from voicelab.verbs.ports import Ports

__all__ = ["enqueue"]


async def enqueue(element: Element, ports: Ports) -> Outcome:
    """Wait until taken, then talk; afterwards go to the action with the QueueResult.

    Without an action the next verb runs. A full queue is told (14207) and lets the call go on.
    """
    application = ports.application
    name = element.text
    if element["workflowSid"]:
        application.notify(
            None,
            "warning",
            "There is no TaskRouter in this lab: the call waits in an ordinary queue instead of a workflow.",
            element=element,
        )
        name = name or element["workflowSid"]
    action = application.resolve(element["action"]) if element["action"] is not None else ""
    wait = element["waitUrl"] if element.given("waitUrl") else None
    plan = EnqueuePlan(
        name,
        wait_url=application.resolve(wait) if wait else wait,
        wait_method=element["waitUrlMethod"],
        max_size=element["maxQueueSize"] or 1000,
        action=action,
        action_method=element["method"],
    )
    queued = await ports.caller.enqueue(plan)
    if queued.result == "queue-full":
        application.notify(14207, "warning", f"The queue {name} is full.", element=element)
    then = GoTo(action, element["method"], queued.form()) if action else None
    if queued.gone:
        raise HungUp("the party hung up in the queue", then)
    return then or Continue()
