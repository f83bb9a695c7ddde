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
        name = name or element["workflowSid"]
    if element["workflowSid"] or element.children:
        name = name or "tasks"
        application.notify(
            None,
            "warning",
            f"Simulated: this lab has no TaskRouter. The call waits in the queue {name!r} instead of a"
            f" workflow{_task(element)}.",
            cure=f"<Dial><Queue>{name}</Queue></Dial> on another call takes it.",
            element=element,
        )
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


def _task(element: Element) -> str:
    """What a worker would be told of the task, in words."""
    task = element.child("Task")
    if task is None:
        return ""
    told = [f"the attributes {task.text}"] if task.text else []
    told += [f"{name} {task[name]}" for name in ("priority", "timeout") if task[name] is not None]
    return f"; no worker sees the task's {', '.join(told)}" if told else ""
