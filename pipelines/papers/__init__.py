"""Papers that offices send: frames and a heading in, the bytes of a document out."""
