"""Layer 4: the Streamlit pages; every page reads like a description of itself."""
