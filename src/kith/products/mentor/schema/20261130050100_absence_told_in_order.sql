-- When both say that the other was missing, the second report opened in the history after it was disputed: triggers fire by their names.

alter trigger no_show_reports_contradict on no_show_reports rename to no_show_reports_opposed;
