"""The app: widget parts, pages and the server that shows them."""
