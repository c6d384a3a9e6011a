# remove.sh PATH (one command line for any login shell): the file is gone afterwards, whether it was there or not.
rm -f -- "$1";
