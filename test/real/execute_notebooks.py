"""Executes notebooks one after another with nbclient or papermill, and saves them: tool, kernel, folder to save in, notebooks."""
import os
import sys

import nbformat


def with_nbclient(kernel, path, saved):
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": os.path.dirname(path)}}
    NotebookClient(notebook, kernel_name=kernel, timeout=300, resources=where).execute()
    nbformat.validate(notebook)
    nbformat.write(notebook, saved)


def with_papermill(kernel, path, saved):
    import papermill

    papermill.execute_notebook(path, saved, kernel_name=kernel, cwd=os.path.dirname(path), progress_bar=False)


tool, kernel, folder, *paths = sys.argv[1:]
execute = {"nbclient": with_nbclient, "papermill": with_papermill}[tool]
for path in paths:
    execute(kernel, path, os.path.join(folder, os.path.basename(path)))
