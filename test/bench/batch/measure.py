"""Runs a command and takes its wall clock, its processors' time and the most memory that it and all that it started held at once."""
import os
import subprocess
import tempfile
import time

import psutil


def measured(command, env=None):
    """Seconds, seconds of processors, MB at the peak, and what it printed; ends the bench where the command fails."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=out, stderr=errors)
        tree = _Tree(process.pid)
        while True:
            tree.look()
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            time.sleep(0.02)
        took = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        tree.end()
        if process.returncode != 0:
            errors.seek(0)
            text = errors.read().decode(errors="replace")[-4000:]
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{text}")
        out.seek(0)
        # What wait4 tells is exact and leaves out children that nobody waited for; what was looked at has them.
        used = max(usage.ru_utime + usage.ru_stime, sum(tree.used.values()))
        return took, used, max(usage.ru_maxrss * 1024, tree.most) / 1e6, out.read()


class _Tree:
    """The processes below one, looked at now and then."""

    def __init__(self, pid):
        self.used = {}
        self.most = 0
        self._processes = [psutil.Process(pid)]
        self._searched = time.perf_counter()

    def look(self):
        # Finding children reads the whole list of processes, which would cost the command its time if done each round.
        if time.perf_counter() - self._searched > 0.5:
            self._searched = time.perf_counter()
            known = {process.pid for process in self._processes}
            self._processes += [child for child in self._children() if child.pid not in known]
        held = 0
        for process in self._processes:
            try:
                with process.oneshot():
                    held += process.memory_info().rss
                    times = process.cpu_times()
                    self.used[process.pid] = times.user + times.system
            except psutil.Error:
                pass
        self.most = max(self.most, held)

    def _children(self):
        try:
            return self._processes[0].children(recursive=True)
        except psutil.Error:
            return []

    def end(self):
        """A virtual machine may outlive the program that started it: it must not run into the next turn."""
        _, alive = psutil.wait_procs(self._processes[1:], timeout=60)
        for process in alive:
            process.terminate()
