[#if count > ]
echo [=name +]
[/#if]
