-- An index by pseudonym, which is random, made every act rewrite a page of its own: four pages a vote where half a page does.
-- Whoever wants to see or to erase everything of one person looks through the contest's traces instead, as they do through its
-- events and receipts.
DROP INDEX act_trace_by_fan;
