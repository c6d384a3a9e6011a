id=`docker inspect [=name]`
