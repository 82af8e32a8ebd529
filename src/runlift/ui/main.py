"""The script that Streamlit runs for every visitor."""

if __name__ == "__main__":
    # A worker process of an import loads the main script too, and needs none of it.
    from runlift.ui import shell

    shell.run_app()
