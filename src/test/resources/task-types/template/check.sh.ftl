pw_change "template"
