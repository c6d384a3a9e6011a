[#fi gpu??]
echo gpu
[/#fi]
