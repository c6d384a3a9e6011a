# hold-a-lock.pl LOCK HELD GO: locks a file as apt and dpkg do, makes the file HELD, and lets go when the file GO is there.
use Fcntl;
my ($path, $held, $go) = @ARGV;
my $lock = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0);
open(my $file, ">>", $path) or die "$path: $!";
fcntl($file, F_SETLK, $lock) or die "$path is held: $!";
open(my $mark, ">", $held) or die "$held: $!";
select(undef, undef, undef, 0.1) until -e $go;
