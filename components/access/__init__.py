"""Who asks, what that person may do, and the pages to sign in and out."""
