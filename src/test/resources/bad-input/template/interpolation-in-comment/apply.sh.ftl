# starts [=name]
true
