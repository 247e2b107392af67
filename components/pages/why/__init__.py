"""Why a figure changed between two years: who or what brought it, and what nobody can say."""
