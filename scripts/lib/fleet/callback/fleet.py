# SPDX-License-Identifier: Apache-2.0
"""What Ansible prints for scripts/fleet: steps and progress of each host while it measures, and a line a host in the end."""

from __future__ import annotations

import os
import re

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: fleet
type: stdout
short_description: a line a host
description: Steps and progress of each host, and what became of it in the end.
"""

MEASURE, START = "measure", "start"
SHOWN = ("copy the bundle", "unpack the bundle")
LONGEST = 300
# How the story of a host begins; the same word stands in the file that FLEET_STORIES names.
COMPLETE, INCOMPLETE, REFUSED, FAILED, LOST, UNREACHED = (
    "complete",
    "incomplete",
    "refused",
    "failed",
    "lost",
    "unreached",
)
NOTHING_TO_MEASURE = "3"  # exit code of marchmark


def plain(text):
    """In one line of printable characters: it comes from a host."""
    line = " ".join(str(text).split())
    return "".join(c if c.isprintable() else "?" for c in line)[:LONGEST]


class State:
    """A line of `on-host state`."""

    def __init__(self, line):
        fields = (str(line).strip("\r\n").split("\t") + [""] * 5)[:5]
        self.word, self.code, results, complete, said = fields
        self.results = int(results) if results.isdigit() else 0
        self.complete = int(complete) if complete.isdigit() else 0
        self.said = plain(said)


class Host:
    def __init__(self):
        self.state = None  # as last seen
        self.started = ""  # what `on-host start` did
        self.failure = ""
        self.unreachable = ""

    def story(self):
        """A word and a sentence."""
        state = self.state
        if self.unreachable:
            if state is None and not self.started:
                return UNREACHED, self.unreachable
            return LOST, f"{self.unreachable}; its run goes on there, the same command goes on with it"
        if self.failure:
            return FAILED, self.failure
        if state is None:
            return FAILED, "nothing is known of it"
        if state.word == "running":
            return INCOMPLETE, f"still measures ({state.said}); the same command goes on waiting"
        if state.word == "ended" and state.code == NOTHING_TO_MEASURE:
            return REFUSED, state.said
        if state.code in ("0", "1") and state.results > 0:
            if state.complete == state.results:
                return COMPLETE, self.measured(state)
            return INCOMPLETE, f"{count(state)} complete; the same command goes on with the rest"
        kept = f"{count(state)} complete: " if state.results else ""
        return FAILED, kept + (state.said or f"{state.word}, and said nothing")

    def measured(self, state):
        before = {"is there": ", measured before", "is gone on with": ", gone on with"}.get(self.started, "")
        some = "" if state.code == "0" else f", some of it failed: {state.said}"
        return results(state.complete) + before + some


def results(number):
    return f"{number} result" + ("" if number == 1 else "s")


def count(state):
    return f"{state.complete} of {results(state.results)}"


def reason(result):
    """Why a task failed."""
    fields = result._result
    for item in fields.get("results", []):  # of a loop
        if item.get("failed"):
            fields = item
            break
    text = fields.get("msg") or ""
    if not text or text == "non-zero return code":
        text = fields.get("stderr") or fields.get("stdout") or text or "failed"
    return plain(text)


def distance(text):
    """Why a host can't be reached."""
    if "REMOTE HOST IDENTIFICATION HAS CHANGED" in text:
        return "its host key is another one than in known_hosts: nothing was sent to it"
    if "Host key verification failed" in text:
        return "its host key is not in known_hosts: nothing was sent to it"
    last = plain(text.strip().splitlines()[-1]) if text.strip() else "no contact"
    return re.sub(r"^(Failed to connect to the host via ssh: |ssh: )+", "", last)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "fleet"

    def __init__(self):
        super().__init__()
        self.hosts = {}

    def host(self, result):
        return self.hosts.setdefault(result._host.get_name(), Host())

    def say(self, result, text):
        self._display.display(f"{result._host.get_name()}: {text}")

    def see(self, result):
        """Takes in what a host says of its run; whether that is new."""
        state = State(result._result.get("stdout", ""))
        host = self.host(result)
        new = host.state is None or host.state.said != state.said
        host.state = state
        return new and state.word == "running" and state.said != ""

    def v2_runner_on_ok(self, result):
        host = self.host(result)
        task = result._task.get_name()
        if task == MEASURE:
            self.see(result)
        elif task == START:
            host.started = plain(result._result.get("stdout", ""))
            self.say(result, f"its run {host.started}")
        elif result._result.get("changed") and task in SHOWN:
            self.say(result, task)

    def v2_runner_retry(self, result):
        if self.see(result):
            self.say(result, self.host(result).state.said)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        task = result._task.get_name()
        if task == MEASURE and str(result._result.get("stdout", "")).startswith("running"):
            self.see(result)
        else:
            self.host(result).failure = f"{task}: {reason(result)}"

    def v2_runner_on_unreachable(self, result):
        self.host(result).unreachable = distance(str(result._result.get("msg", "")))

    def v2_playbook_on_no_hosts_matched(self):
        self._display.display("fleet: the inventory names no host")

    def v2_playbook_on_stats(self, stats):
        stories = {name: host.story() for name, host in sorted(self.hosts.items())}
        width = max(map(len, stories), default=0)
        self._display.display("")
        for name, (word, sentence) in stories.items():
            self._display.display(f"{name:<{width}}  {word:<10}  {sentence}")
        with open(os.environ["FLEET_STORIES"], "w", encoding="utf-8") as file:
            file.writelines(f"{name}\t{word}\n" for name, (word, _) in stories.items())
