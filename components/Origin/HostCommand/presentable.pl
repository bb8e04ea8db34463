# NodeBBInfra: prepares the head or tail of a program's output for display.
#
#   perl presentable.pl <folder of secrets> <file> last|first <lines> <characters of a line>
#
# It reads at most 256 KiB of the file. It masks secrets before it cuts, so that no part of one stays, and again after it has removed
# control characters, which may have split one. perl is on every Debian (perl-base).
use strict;
use warnings;
use List::Util 'min';
use constant WINDOW => 262_144;

my ($folder, $file, $side, $lines, $width) = @ARGV;

# Treat each line of a secret separately: a key has several, and a log might show only some.
sub secrets {
    my %found;
    for my $path (glob "\Q$folder\E/*") {
        open my $in, '<:raw', $path or next;
        read $in, my $value, WINDOW;
        $found{$_} = 1 for grep { length >= 6 } split /[\r\n]+/, $value // '';
    }
    return sort { length $b <=> length $a } keys %found;
}

sub content {
    open my $in, '<:raw', $file or die "$file: $!\n";
    my $size = -s $in;
    seek $in, $size - WINDOW, 0 if $side eq 'last' && $size > WINDOW;
    read $in, my $text, WINDOW;
    return ($text // '', $size > WINDOW);
}

my @secrets = secrets();
my $secret = @secrets ? join('|', map { quotemeta } @secrets) : '(?!)';
my ($text, $cut) = content();
$text =~ s/$secret/[secret]/g;
if ($cut) {
    # The edge of what was read may have split a secret.
    my $part = min(length($secrets[0] // ''), length $text);
    substr($text, $side eq 'last' ? 0 : length($text) - $part, $part) = '';
}

# Replace bytes that are not UTF-8 with question marks, then decode. Whole runs of characters: one at a time takes seconds for a large log.
my $utf8 = qr/[\x00-\x7f]++|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]
    |\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/x;
$text =~ s/((?:$utf8)++)|./$1 \/\/ '?'/gse;
utf8::decode($text);

# Remove terminal control sequences (ECMA-48, 5.4 and 5.6), then all other control characters, bidirectional overrides and invisible
# characters. A progress bar uses \r, so make that a newline.
$text =~ tr/\r/\n/;
$text =~ s/(?:\e\[|\x{9b})[0-?]*[ -\/]*[@-~]
    |(?:\e[PX\]^_]|[\x{90}\x{98}\x{9d}\x{9e}\x{9f}])[^\a\e\n\x{9c}]*(?:\a|\e\\|\x{9c})?
    |\e[ -\/]*[0-~]//gx;
$text =~ s/[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{2028}-\x{202e}\x{fff9}-\x{fffb}\x{e0000}-\x{e007f}\p{Default_Ignorable_Code_Point}]//g;
utf8::encode($text);
$text =~ s/$secret/[secret]/g;
utf8::decode($text);

my @shown = split /\n/, $text;
@shown = splice @shown, $side eq 'last' ? -$lines : 0, $lines if @shown > $lines;
for my $line (@shown) {
    my $short = substr $line, 0, $width;
    utf8::encode($short);
    print "$short\n";
}
