"""jupyter_kernel_test over the kernel; prints what failed as JSON."""

import io
import json
import unittest

import jupyter_kernel_test


class PinbookTests(jupyter_kernel_test.KernelTests):
    kernel_name = "pinbook"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    code_page_something = "Jupyter.page('a page')"
    completion_samples = [
        {"text": "'x'.toUpperC", "matches": {"toUpperCase"}},
        {"text": "JSON.pa", "matches": {"parse"}},
    ]
    complete_code_samples = ["1", "console.log('hello')", "function f(x: number) {\n  return x * 2;\n}"]
    incomplete_code_samples = ["console.log('hello'", "function f(x: number) {"]
    invalid_code_samples = ["let 7x = 1", "foo)"]
    code_generate_error = "throw new Error('wanted')"
    code_execute_result = [{"code": "1 + 1", "result": "2"}, {"code": "const a: number = 3; a", "result": "3"}]
    code_display_data = [
        {"code": "display(html`<b>x</b>`)", "mime": "text/html"},
        {"code": "display(svg`<svg></svg>`)", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "JSON.parse"
    code_clear_output = "clearOutput()"


suite = unittest.defaultTestLoader.loadTestsFromTestCase(PinbookTests)
result = unittest.TextTestRunner(stream=io.StringIO(), verbosity=2).run(suite)
broken = [(str(test), text) for test, text in result.failures + result.errors]
skipped = [(str(test), why) for test, why in result.skipped]
print(json.dumps({"failures": broken, "skipped": skipped, "run": result.testsRun}))
