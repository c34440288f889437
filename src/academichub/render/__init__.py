"""What goes out: pages, feeds, bibliographies and JSON made of works; never reads the store."""
