"""Durable campaigns: what was sent, what was not, what is in doubt.

A platform without idempotency keys takes money for every message. So whatever a campaign does is
on the disk before the next step: the state "sending" before a connection is opened, the answer
before the next shard. After a crash, or an answer that is none, nobody knows whether a shard was
taken; it is shown as a doubt, and settled by delivery reports or by a person, never by sending it
once more. Source: protocol §9.
"""

from mmskit.outbox.campaign import Campaign
from mmskit.outbox.deliveries import DeliveryPoint
from mmskit.outbox.evidence import Evidence
from mmskit.outbox.finding import find_campaigns, find_shared_campaigns
from mmskit.outbox.people import Outcome, Person
from mmskit.outbox.status import Count, Doubt, Status
from mmskit.outbox.summary import Summary

__all__ = [
    "Campaign",
    "Count",
    "DeliveryPoint",
    "Doubt",
    "Evidence",
    "Outcome",
    "Person",
    "Status",
    "Summary",
    "find_campaigns",
    "find_shared_campaigns",
]
