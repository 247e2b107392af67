"""Answers: a view put to the Store gives a question, a sentence, a chart and a table.

Without Dash: the page, the downloads and the tests take the same answer.
"""
