"""Invented reports, clean or with one planted fault, written as pages, texts and Word documents."""
