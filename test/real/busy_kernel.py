"""Asks the kernel everything about cells while a cell keeps it busy in different ways; prints what it answered as JSON."""

import json

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="pinbook")

busy = {
    "loop": "for (;;);",
    "await": "await new Promise(() => {});",
    "child process": "require('node:child_process').execSync('sleep 1000');",
    "flood": "for (let i = 0; i < 1_000_000; i++) console.log(i);",
    "prompt": "prompt('Name?');",
}


def answer(identifier):
    """The reply to a request; fails where the cell's own comes first."""
    while True:
        reply = client.get_shell_msg(timeout=300)
        if reply["parent_header"]["msg_id"] == identifier:
            return reply["content"]
        assert reply["msg_type"] != "execute_reply", "the cell ended"


def until(identifier, matches):
    """The published messages of a request, up to the one that matches."""
    seen = []
    while not seen or not matches(seen[-1]):
        message = client.get_iopub_msg(timeout=300)
        if message["parent_header"].get("msg_id") == identifier:
            seen.append(message)
    return seen


def is_idle(message):
    return message["content"].get("execution_state") == "idle"


def ask():
    completion = answer(client.complete("before.ap"))
    inspection = answer(client.inspect("before.ripen"))
    return {
        "matches": completion["matches"],
        "type": completion["metadata"]["_jupyter_types_experimental"][0]["signature"],
        "signature": "ripen(days: number): string" in inspection["data"]["text/plain"],
        "complete": answer(client.is_complete("f("))["status"],
        "history": answer(client.history(hist_access_type="tail", n=1))["history"][0][2],
        "comms": answer(client.comm_info())["comms"],
        "info": answer(client.kernel_info())["implementation"],
    }


def run(code):
    identifier = client.execute(code)
    until(identifier, is_idle)
    return answer(identifier)


run("const before = { apple: 1, ripen(days: number): string { return 'ripe' } };")
while not answer(client.complete("before.ap"))["metadata"]:
    pass  # The service still starts.

answers = {}
for name, code in busy.items():
    code = f"display('on'); {code}"
    identifier = client.execute(code, allow_stdin=True)
    until(identifier, lambda message: message["msg_type"] == "display_data")
    if name == "prompt":
        client.get_stdin_msg(timeout=300)
    answers[name] = ask()
    answers[name]["history"] = answers[name]["history"] == code
    if name == "flood":
        printed = until(identifier, is_idle)
        text = "".join(m["content"]["text"] for m in printed if m["msg_type"] == "stream")
        answers["lines"] = text.count("\n")
    else:
        manager.interrupt_kernel()
        until(identifier, is_idle)
    while client.get_shell_msg(timeout=300)["parent_header"]["msg_id"] != identifier:
        pass

answers["kept"] = run("before.apple")["status"]
client.stop_channels()
manager.shutdown_kernel()
print(json.dumps(answers))
