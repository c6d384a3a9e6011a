# become.sh USER STARTED SHELL PROGRAM ARGUMENT… (one command line for any login shell: its lines are joined by spaces)
# Says STARTED once a shell of USER runs. Nothing is asked of PROGRAM (sudo, su, doas) where the login user already is USER.
if [ "$(id -un)" = "$1" ]; then
  printf %s "$2";
  exec $3;
fi;
shift 3;
exec env LC_MESSAGES=C LANGUAGE=C "$@"
