[#if gpu??]
echo gpu
